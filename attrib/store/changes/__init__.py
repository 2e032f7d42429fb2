"""Changes of mind: found in the stances, and judged by people."""
