"""Finding the right article: text, index, spelling, encoder, ranking, excerpt and evaluation, each in a file of its own."""
