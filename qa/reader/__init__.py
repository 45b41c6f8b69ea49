"""Read passages with an extractive question-answering model.

reader     a question and passages to spans with margins
excerpts   what of a passage is read: with its title, or cut to sentences
windows    texts to the logits and offsets of their tokens
memory     what was read before, so that it is not read again
spans      logits to legal spans
loading    a model and its tokenizer by name or path
weights    weights packed into 8 bits: written, checked, read
int8       layers that compute in 8 bits
"""
