"""The audit's folder: the only way between an audit and all who use it."""

from forwhom.results.finding import Finding
from forwhom.results.read import AuditFolder, open_audit
from forwhom.results.write import write_audit

__all__ = ["AuditFolder", "Finding", "open_audit", "write_audit"]
