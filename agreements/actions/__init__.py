"""What people do with tasks, one function for each intention."""
