"""Read passages with an extractive question-answering model.

reader    a question and passages to spans with margins
spans     logits to legal spans
weights   weights packed into 8 bits: written, checked, read
int8      layers that compute in 8 bits
"""
