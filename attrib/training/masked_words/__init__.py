"""masked_words"""
