"""Paper receipts: printed in advance, offered and never imposed, known to the system by a hash alone."""
