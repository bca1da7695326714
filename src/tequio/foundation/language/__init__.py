"""Spanish as the rooms need it: folding, tokens with their places, sentences, stems, known words."""
