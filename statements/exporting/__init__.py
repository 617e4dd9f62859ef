"""The whole record as a folder: to keep, to read without a server, to move to another installation."""
