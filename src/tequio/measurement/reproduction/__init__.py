"""How much violence follows violence: endemic–epidemic models of counts by month, area and type.

Pure: arrays in, dataclasses out. `EndemicEpidemic` is the door.
"""

from tequio.measurement.reproduction.estimator import EndemicEpidemic, fit_panel
from tequio.measurement.reproduction.neighbours import Weights, by_order, fixed, orders_of, power_law
from tequio.measurement.reproduction.panel import Panel, panel
from tequio.measurement.reproduction.results import Coefficient, Fit, Shares
from tequio.measurement.reproduction.specification import ONE, Lags, Part, Specification, Term, season, usual

__all__ = ["ONE", "Coefficient", "EndemicEpidemic", "Fit", "Lags", "Panel", "Part", "Shares", "Specification", "Term",
           "Weights", "by_order", "fit_panel", "fixed", "orders_of", "panel", "power_law", "season", "usual"]
