#!/usr/bin/env python3
"""Has a solver that others wrote judge the exact analysis, on policies that are drawn.

    python3 -m venv judges && judges/bin/pip install z3-solver
    judges/bin/python tests/judges/judge.py target/release/clausula            20 policies
    judges/bin/python tests/judges/judge.py target/release/clausula 2000 7     as many, drawn from another seed

Each policy is a table on cancelling with rows in days, which charge percentages of the price, rounded in each of the three
ways, and amounts, summed, with a minimum or a maximum. What it charges is written down a second time, for the solver, from
the manual alone. Then the solver is asked three questions, over every price and every two days:

    monotone-tiers                   is some later notice cheaper, as charged or as written?
    fee-within-price-as-written      do the charges as written exceed the price somewhere?
    monotone-in-price                does some notice cost less at a price that is a cent higher?

What the analysis proves must have no answer, and what it refutes must have one. What it leaves undecided is counted; above a
twentieth the script fails too, as it does when either side of a question never came up.
"""

import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import z3

MOST_CENTS = 100_000_000_000_000
QUESTIONS = ["monotone-tiers", "fee-within-price-as-written", "monotone-in-price"]
HEAD = """policy = 'drawn'
version = '1'
name = 'Drawn'
currency = 'EUR'
prices = 'including_vat'
zone = 'Europe/Amsterdam'
holidays = 'NL'
law = 'none'

[[clause]]
id = 'cancel'
article = '1'
question = 'cancellation'
summary = { nl = 'Annuleren.', en = 'Cancelling.' }
[clause.tiers]
before = 'starts_at'
"""


def draw_charge(rng):
    """A percentage of the price, in ten-thousandths of a percent, with how it is rounded and its bounds; or an amount."""
    if rng.random() < 0.35:
        return {"amount": rng.choice([1, 50, 99, 2_500, 4_500, 10_000, rng.randrange(1, 200_000)])}
    percent = rng.choice([0, 10, 25, 33, 50, 75, 90, 100, rng.randrange(1, 101)]) * 10_000
    if rng.random() < 0.2:
        percent = min(percent + rng.choice([1, 2_500, 5_000]), 1_000_000)
    charge = {"percent": percent, "rounding": rng.choice(["nearest", "nearest", "nearest", "up", "down"])}
    if rng.random() < 0.2:
        charge[rng.choice(["minimum", "maximum"])] = rng.randrange(1, 50_000)
    return charge


def draw(rng):
    """Rows from the latest notices to the earliest: the days from which each applies, and its charges. Most tables are what
    an author would write: what is later costs more."""
    count = rng.randrange(1, 6)
    days = [0] + sorted(rng.sample(range(1, 91), count - 1))
    rows = [[draw_charge(rng) for _ in range(rng.choice([0, 1, 1, 1, 2]))] for _ in days]
    if rng.random() < 0.7:
        rows.sort(key=lambda row: -sum(c.get("percent", 0) // 10_000 + c.get("amount", 0) // 1_000 for c in row))
    return list(zip(days, rows))


def text_of_charge(charge):
    if "amount" in charge:
        return f"{{ kind = 'administration_fee', amount = '{charge['amount'] // 100}.{charge['amount'] % 100:02}' }}"
    whole, part = divmod(charge["percent"], 10_000)
    percent = f"{whole}" if part == 0 else f"{whole}.{part:04}".rstrip("0")
    keys = [f"percent = {percent}", "of = 'price'"]
    if charge["rounding"] != "nearest":
        keys.append(f"rounding = '{charge['rounding']}'")
    for bound in ("minimum", "maximum"):
        if bound in charge:
            keys.append(f"{bound} = {{ amount = '{charge[bound] // 100}.{charge[bound] % 100:02}' }}")
    return "{ kind = 'cancellation_fee', " + ", ".join(keys) + " }"


def text_of(table):
    rows = []
    for place, (days, charges) in enumerate(table):
        row = "[[clause.tiers.tier]]\n"
        if place > 0:
            row += f"at_least = '{days} days'\n"
        if place + 1 < len(table):
            row += f"less_than = '{table[place + 1][0]} days'\n"
        if charges:
            row += f"charges = [{', '.join(text_of_charge(charge) for charge in charges)}]\n"
        rows.append(row)
    return HEAD + "".join(rows)


def least(a, b):
    return z3.If(a <= b, a, b)


def greatest(a, b):
    return z3.If(a >= b, a, b)


def written(charges, price):
    """What the charges of a row come to, as written: each rounded to cents by itself."""
    total = z3.IntVal(0)
    for charge in charges:
        if "amount" in charge:
            total += charge["amount"]
            continue
        product = charge["percent"] * price
        amount = {
            "nearest": (2 * product + 1_000_000) / 2_000_000,
            "up": (product + 999_999) / 1_000_000,
            "down": product / 1_000_000,
        }[charge["rounding"]]
        if "minimum" in charge:
            amount = greatest(amount, z3.IntVal(charge["minimum"]))
        if "maximum" in charge:
            amount = least(amount, z3.IntVal(charge["maximum"]))
        total += amount
    return total


def exists(price, *constraints):
    solver = z3.Solver()
    solver.set("timeout", 20_000)
    solver.add(price >= 0, price <= MOST_CENTS, *constraints)
    answer = solver.check()
    return None if answer == z3.unknown else answer == z3.sat


def some(answers):
    """Whether any of several questions has an answer; `None` where the solver cannot tell."""
    answers = list(answers)
    if True in answers:
        return True
    return None if None in answers else False


def judged(table):
    price = z3.Int("price")
    rows = [charges for _, charges in table]

    def cheaper(later, earlier, at, then):
        a, b = written(later, at), written(earlier, then)
        return z3.Or(a < b, least(a, at) < least(b, then))

    pairs = [(rows[later], rows[earlier]) for earlier in range(len(rows)) for later in range(earlier)]
    return {
        "monotone-tiers": some(exists(price, cheaper(a, b, price, price)) for a, b in pairs),
        "fee-within-price-as-written": some(exists(price, written(row, price) > price) for row in rows),
        "monotone-in-price": some(
            exists(price, price < MOST_CENTS, cheaper(row, row, price + 1, price)) for row in rows
        ),
    }


def analysed(binary, text):
    """What the analysis says of each question, for businesses, whom no law protects here."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory, "drawn.toml")
        path.write_text(text)
        done = subprocess.run([binary, "verify", str(path), "--format", "json"], capture_output=True, text=True)
    report = json.loads(done.stdout)["reports"][0]
    if not report["loads"]:
        raise SystemExit(f"a drawn policy does not load: {report['faults'][0]['message']}\n{text}")
    said = {}
    for obligation in report["obligations"]:
        if obligation.get("question") == "cancellation" and obligation["invariant"] in QUESTIONS:
            said.setdefault(obligation["invariant"], set()).add(obligation["result"].removeprefix("PROOF_RESULT_"))
    return said


def main():
    binary = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 0)
    wrong, seen, unknown = [], Counter(), 0
    for number in range(count):
        table = draw(rng)
        text = text_of(table)
        said = analysed(binary, text)
        for question, holds_not in judged(table).items():
            results = said.get(question, set())
            seen.update((question, result) for result in results)
            if holds_not is None:
                unknown += 1
            elif ("PROVED" in results and holds_not) or ("REFUTED" in results and not holds_not):
                wrong.append(f"policy {number}: `{question}` is {sorted(results)}, the solver finds "
                             f"{'a case against it' if holds_not else 'none'}\n{text}")
    for (question, result), times in sorted(seen.items()):
        print(f"{question}: {result.lower()} {times}")
    print(f"{count} policies, {len(wrong)} disagreements; the solver could not tell {unknown} times")
    print("\n".join(wrong))
    undecided = sum(times for (_, result), times in seen.items() if result == "UNDECIDED")
    lacking = [q for q in QUESTIONS[:2] for r in ("PROVED", "REFUTED") if not seen[q, r]]
    if lacking and count >= 20:
        print(f"never came up both ways: {sorted(set(lacking))}")
    if 20 * undecided > sum(seen.values()):
        print(f"{undecided} undecided")
    sys.exit(bool(wrong or (lacking and count >= 20) or 20 * undecided > sum(seen.values())))


if __name__ == "__main__":
    main()
