"""Finding the right article: what is read of it, how it is indexed, ranked, cut and measured, a file each."""
