"""Finding the right article: text, index, spelling, encoder, ranking, excerpt and evaluation, a file each."""
