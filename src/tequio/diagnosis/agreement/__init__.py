"""How far coders agree, pure: passages, whole units and links, with what cannot be measured said in words.

Whoever settles differences is no coder: leave the arbiter's answers and all memos out before measuring.
"""

from tequio.diagnosis.agreement.answers import MISSING, Answers, Marks
from tequio.diagnosis.agreement.coefficient import Caution, Coefficient, Interval, Why
from tequio.diagnosis.agreement.links import DrawnLink, LinkAgreement, links_measured
from tequio.diagnosis.agreement.measure import Measure, measured
from tequio.diagnosis.agreement.nominal import alpha, scott_pi
from tequio.diagnosis.agreement.passages import Passage, PassageAgreement, passages_measured

__all__ = ["MISSING", "Answers", "Caution", "Coefficient", "DrawnLink", "Interval", "LinkAgreement", "Marks", "Measure",
           "Passage", "PassageAgreement", "Why", "alpha", "links_measured", "measured", "passages_measured",
           "scott_pi"]
