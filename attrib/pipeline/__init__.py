"""From a text to its statements with speakers and stances."""
