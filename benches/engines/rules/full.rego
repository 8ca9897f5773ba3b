package cancellation

import rego.v1

before_month := [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

leap(year) := 1 if {
	year % 4 == 0
	year % 100 != 0
} else := 1 if {
	year % 400 == 0
} else := 0

base(year) := (((365 * (year - 1)) + floor((year - 1) / 4)) - floor((year - 1) / 100)) + floor((year - 1) / 400)

later(year, month) := leap(year) if {
	month > 2
} else := 0

civil(at) := ((base(date[0]) + before_month[date[1] - 1]) + later(date[0], date[1])) + date[2] if {
	date := time.date([at, "Europe/Amsterdam"])
}

received := civil(input.received_at)

clock := time.clock([input.received_at, "Europe/Amsterdam"])

minute := (clock[0] * 60) + clock[1]

year := time.date([input.received_at, "Europe/Amsterdam"])[0]

easter := march if {
	d := ((19 * (year % 19)) + 24) % 30
	e := ((((2 * (year % 4)) + (4 * (year % 7))) + (6 * d)) + 5) % 7
	march := ((base(year) + 59) + leap(year)) + moved(22 + d + e, e)
}

moved(march, e) := march - 7 if {
	march == 57
} else := march - 7 if {
	march == 56
	e == 6
	year % 19 > 10
} else := march

holidays := {
	start + 1, (start + 117) + leap(year), (start + 125) + leap(year), (start + 359) + leap(year),
	(start + 360) + leap(year), (start + 366) + leap(year), easter - 2, easter + 1, easter + 39, easter + 50,
} if {
	start := base(year)
}

weekend(day) if day % 7 == 6

weekend(day) if day % 7 == 0

working(day) if {
	not weekend(day)
	not day in holidays
}

next(day) := day if {
	working(day)
} else := day + 1 if {
	working(day + 1)
} else := day + 2 if {
	working(day + 2)
} else := day + 3 if {
	working(day + 3)
} else := day + 4 if {
	working(day + 4)
} else := day + 5 if {
	working(day + 5)
} else := day + 6

given := received if {
	not weekend(received)
	minute >= 540
	minute <= 1050
} else := next(received) if {
	minute < 540
} else := next(received + 1)

days := civil(input.starts_at) - given

percent := 50 if {
	days >= 43
} else := 75 if {
	days >= 29
} else := 90 if {
	days >= 1
} else := 100

fee := floor(((input.price * percent) + 50) / 100)

result := {"fee": fee, "refund": max([input.paid - fee, 0]), "outstanding": max([fee - input.paid, 0])}
