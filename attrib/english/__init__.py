"""What is English: names, titles, nations, pronouns, word classes."""
