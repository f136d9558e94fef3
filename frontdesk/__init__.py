"""The operator's and developer's command: `python -m frontdesk`. Never shipped to Lambda."""
