"""word_classes"""
