"""What people do, one function per intention: lock, permission, step, save and history in one transaction."""
