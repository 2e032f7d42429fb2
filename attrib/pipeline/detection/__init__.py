"""Detection: statements as the network finds them, brought in line with marks and transcripts."""
