"""The desk's policy as frozen, validated values. Everything an operator may edit arrives here.

`policy/desk.toml` says who we are and what we promise, `policy/categories.toml` what messages are
about. A wrong policy raises OperatorError with the place and the remedy; nothing is defaulted in
silence. No customer-facing wording lives here: that is templates/.
"""

from chalicelib.rules.parse import load_rules, parse_rules, read_models
from chalicelib.rules.values import (
    PRIORITIES,
    WEEKDAYS,
    Brand,
    Category,
    Content,
    Cue,
    FollowUpPlan,
    FollowUpStep,
    Form,
    Hours,
    Interval,
    Promise,
    Rules,
    Saying,
)

__all__ = [
    "PRIORITIES",
    "WEEKDAYS",
    "Brand",
    "Category",
    "Content",
    "Cue",
    "FollowUpPlan",
    "FollowUpStep",
    "Form",
    "Hours",
    "Interval",
    "Promise",
    "Rules",
    "Saying",
    "load_rules",
    "parse_rules",
    "read_models",
]
