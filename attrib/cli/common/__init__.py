"""Parts that commands share: options, output, progress, dates, questions at the terminal."""
