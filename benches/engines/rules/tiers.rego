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

given := civil(input.received_at)

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
