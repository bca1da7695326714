"""django-allauth's tables for mail addresses, which are not made: nobody has an address here."""
