"""From the text of a file to checked values, with a sentence for each thing that is wrong."""
