"""A Local Agenda put together: what stands in it, in which order, and in whose words it opens."""
