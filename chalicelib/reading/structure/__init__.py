"""What a mail is made of: parts, headers, transfer encodings, attached files."""
