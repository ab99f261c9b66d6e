"""After an event: one folder of inputs becomes a news release, a Word report and a list of actions that agree.

The stages, in the order a reader of the tree needs them:

``gather`` reads the event folder into one ``model.Event``, each value with the cell it came from · ``check`` finds
what contradicts itself or is missing · ``draft`` writes the three documents · ``review`` binds people's decisions to
exactly what they saw · ``publish`` sends each document to each channel once · ``follow_up`` chases the actions.

``pipeline`` puts the stages together for the terminal (``cli``) and for the Prefect flows (``flows/``).
"""

__version__ = "0.1.0"
