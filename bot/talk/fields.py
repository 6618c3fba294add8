"""The fields of the form: the names of its blocks, and the values of its choices."""

CALLBACK = "channel_settings"

ANSWERS, ALSO, SHOWN, MINUTES, HELP, CHANGED_BY = "answers", "also", "shown", "minutes", "help_channel", "changed_by"

SEVERAL, FOLLOW_UPS, FAVOURS = "several", "follow_ups", "favours"
EVERYBODY, ASKER = "everybody", "asker"
