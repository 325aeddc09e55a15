"""What people said when they were asked, or that nobody asked yet."""
