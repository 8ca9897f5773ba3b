"""Writes tests/data/holidays.txt: holidays from Monday to Friday by a data set of others, the PyPI package `holidays`.

    pip install holidays==0.109
    python tests/data/write_holidays.py > tests/data/holidays.txt

One line for each calendar and year: the calendar, the year, and months and days. Where a package's calendar begins after
1990, so does the file. `tests/holidays.rs` compares them with ours and says where ours differ, and why.
"""

import holidays

STATES = ["BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH"]

CALENDARS = {
    "NL": ("NL", None),
    "BE": ("BE", None),
    **{f"DE-{state}": ("DE", state) for state in STATES},
    "AT": ("AT", None),
    "DK": ("DK", None),
    "UK-ENG": ("GB", "ENG"),
}

MONDAY_TO_FRIDAY = range(5)

print(f"# Holidays from Monday to Friday by the PyPI package holidays {holidays.__version__}: see write_holidays.py.")
for code, (country, region) in CALENDARS.items():
    for year in range(1990, 2061):
        days = sorted(holidays.country_holidays(country, subdiv=region, years=year))
        days = [f"{day:%m-%d}" for day in days if day.weekday() in MONDAY_TO_FRIDAY]
        if days:
            print(code, year, *days)
