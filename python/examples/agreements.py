"""Agreements that look like those of a business, as many as are asked for: the same ones for the same number.

    python agreements.py 1000000 facts.parquet
"""

import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

DAY = 24 * 60 * 60
FIRST_DAY = 1_735_689_600  # 2025-01-01T00:00:00Z
POLICIES = ["multidonnas", "emperra", "heartschool", "klantgenerator", "onvergetelijk-onderwijs"]
PRODUCTS = [f"PRODUCT_TYPE_{name}" for name in ("EVENT", "COACHING", "PROGRAMME", "ASSIGNMENT")]
CUSTOMERS = ["CUSTOMER_TYPE_CONSUMER", "CUSTOMER_TYPE_BUSINESS"]
INSTANT = pa.timestamp("us", tz="UTC")


def agreements(count: int, broken: float = 0.0) -> pa.Table:
    """Cancellations of as many agreements. Of ``broken`` of them something cannot be: each time something else."""
    rng = np.random.default_rng(20_260_101)
    pick = lambda words: pa.array(words).take(pa.array(rng.integers(0, len(words), count)))
    concluded = FIRST_DAY + rng.integers(0, 365 * DAY, count)
    starts = concluded + rng.integers(10 * DAY, 200 * DAY, count)
    received = concluded + ((starts - concluded) * rng.random(count) * 1.05).astype(np.int64)
    price = rng.integers(5_000, 500_000, count)
    paid = (price * rng.choice([0.0, 0.5, 1.0], count)).astype(np.int64)
    total = rng.integers(1, 12, count)
    delivered = (total * rng.random(count) * 0.5).astype(np.int64)

    fault = np.where(rng.random(count) < broken, rng.integers(0, 4, count), -1)
    price = np.where(fault == 0, -price, price)
    received = np.where(fault == 1, concluded - DAY, received)
    instant = lambda seconds, mask=None: pa.array(seconds * 1_000_000, mask=mask).cast(INSTANT)
    customers = pick(CUSTOMERS).to_numpy(zero_copy_only=False)
    customers = np.where(fault == 2, "CUSTOMER_TYPE_ROBOT", customers)

    payment = pa.StructArray.from_arrays([instant(concluded), pa.array(paid)], names=["paid_at", "amount.minor_units"])
    payments = pa.ListArray.from_arrays(pa.array(np.arange(count + 1), pa.int32()), payment)
    return pa.table(
        {
            "request_id": pa.array(np.arange(count)).cast(pa.string()),
            "policy_id": pick(POLICIES),
            "agreement.customer_type": pa.array(customers),
            "agreement.product_type": pick(PRODUCTS),
            "agreement.price.minor_units": pa.array(price),
            "agreement.concluded_at": instant(concluded, mask=fault == 3),
            "agreement.starts_at": instant(starts),
            "agreement.payments": payments,
            "agreement.performance.delivered_units": pa.array(delivered.astype(np.int32)),
            "agreement.performance.total_units": pa.array(total.astype(np.int32)),
            "cancellation.received_at": instant(received),
        }
    )


if __name__ == "__main__":
    count, path = int(sys.argv[1]), sys.argv[2]
    pq.write_table(agreements(count, float(sys.argv[3]) if len(sys.argv) > 3 else 0.0), path, row_group_size=131_072)
