"""The versions of the toolkit, of its profile, and of TEI, alone in their file so that every module may read them."""

__version__ = "0.1.0"
# The telegram profile (schemas/telegram.*): raised with every change that files must follow; migrate.py has the steps.
PROFILE_VERSION = "1.0"
# The Guidelines that the profile narrows.
TEI_VERSION = "4.9.0"
