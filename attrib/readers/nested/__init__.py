"""Files that hold other files, or name them: archives, mails, web archives and feeds."""
