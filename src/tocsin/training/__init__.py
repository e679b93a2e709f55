"""Training: labelled sentences arrive, the model that `reading.coder` runs leaves.

`coder.train_coder` makes the committed model, and with sentences of the user's
own one for another domain; `measuring.measure` says how good it is on what it
had not seen. These need the extra `train` (PyTorch); what gathers and divides
the sentences does not, so that nothing of it is imported here.
"""
