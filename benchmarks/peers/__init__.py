"""What people write today with the usual libraries, to compare with. Nothing here uses Communiqué."""
