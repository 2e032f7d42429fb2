"""antecedents"""
