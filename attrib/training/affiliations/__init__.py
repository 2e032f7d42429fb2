"""The training of the head that tells for whom a speaker speaks."""
