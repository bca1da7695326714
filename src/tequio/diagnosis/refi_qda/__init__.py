"""Projects of qualitative analysis as other tools write them, pure: REFI-QDA, QualCoder, Taguette; in and out.

Source: REFI-QDA 1.5 (25 September 2019), www.qdasoftware.org; its schemas are under the MIT licence.
"""

from tequio.diagnosis.refi_qda.account import REASONS, Account
from tequio.diagnosis.refi_qda.model import (
    Case,
    Code,
    Coding,
    Group,
    Link,
    Note,
    Project,
    Region,
    Selection,
    Source,
    User,
    Value,
    Variable,
)
from tequio.diagnosis.refi_qda.opening import Opened, open_project
from tequio.diagnosis.refi_qda.writing import codebook_bytes, project_bytes

__all__ = ["REASONS", "Account", "Case", "Code", "Coding", "Group", "Link", "Note", "Opened", "Project", "Region",
           "Selection", "Source", "User", "Value", "Variable", "codebook_bytes", "open_project", "project_bytes"]
