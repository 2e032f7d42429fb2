"""What people correct: recorded, applied to what the machine found, exported."""
