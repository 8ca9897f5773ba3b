"""The package as it is installed: one decision, quotes, verification, batches and their errors."""

import datetime
import json
import threading

import clausula
import pyarrow as pa
import pytest
from agreements import agreements

REQUEST = {
    "policyId": "multidonnas",
    "agreement": {
        "customerType": "CUSTOMER_TYPE_CONSUMER",
        "productType": "PRODUCT_TYPE_EVENT",
        "price": {"currencyCode": "EUR", "minorUnits": 125000},
        "concludedAt": "2026-06-01T12:00:00+02:00",
        "startsAt": "2026-09-14T10:00:00+02:00",
    },
    "cancellation": {"receivedAt": "2026-07-31T17:31:00+02:00"},
}


def row(**columns):
    """A batch of one row with the cancellation of REQUEST; a column by its name, `None` leaves it out."""
    instant = pa.timestamp("us", tz="UTC")
    at = lambda text: pa.array([datetime.datetime.fromisoformat(text)], instant)
    facts = {
        "policy_id": pa.array(["multidonnas"]),
        "agreement.customer_type": pa.array(["CUSTOMER_TYPE_CONSUMER"]),
        "agreement.product_type": pa.array(["PRODUCT_TYPE_EVENT"]),
        "agreement.price.minor_units": pa.array([125000]),
        "agreement.concluded_at": at("2026-06-01T12:00:00+02:00"),
        "agreement.starts_at": at("2026-09-14T10:00:00+02:00"),
        "cancellation.received_at": at("2026-07-31T17:31:00+02:00"),
    } | columns
    return pa.record_batch({name: array for name, array in facts.items() if array is not None})


def test_a_decision_has_its_fee_and_its_reasons():
    decision = clausula.evaluate(REQUEST)["decision"]
    assert decision["settlement"]["charged"] == {"currencyCode": "EUR", "minorUnits": "93750"}
    assert decision["explanation"]


def test_what_cannot_be_decided_says_why():
    request = json.loads(json.dumps(REQUEST)) | {"policyId": "multidonna"}
    with pytest.raises(clausula.Rejected, match="did you mean `multidonnas`") as raised:
        clausula.evaluate(request)
    assert (raised.value.code, raised.value.reason) == ("NOT_FOUND", "POLICY_NOT_FOUND")
    request = json.loads(json.dumps(REQUEST))
    del request["agreement"]["price"], request["agreement"]["concludedAt"]
    with pytest.raises(clausula.Rejected) as raised:
        clausula.evaluate(request)
    assert {violation["field"] for violation in raised.value.violations} == {"agreement.price", "agreement.concludedAt"}


def test_a_quote_has_windows():
    windows = clausula.quote({"policyId": "multidonnas", "agreement": REQUEST["agreement"]})["windows"]
    assert len(windows) > 2


def test_a_policy_is_verified():
    report = clausula.verify("id = 7", name="bad.toml")
    assert report["faults"]
    day = datetime.date(2026, 1, 1)
    assert clausula.verify("id = 7", as_of=day) == clausula.verify("id = 7", as_of=day)


def test_a_batch_is_answered_as_the_one_request_is():
    answer = pa.record_batch(clausula.evaluate_batch(row())).to_pylist()[0]
    assert answer["charged"] == 93750 and answer["verdict"] == "VERDICT_PERMITTED" and answer["error_code"] is None


def test_no_value_of_a_row_is_an_exception():
    count = 20_000
    facts = agreements(count, broken=0.05)
    answers = pa.table(clausula.evaluate_stream(facts))
    assert answers.num_rows == count
    refused = answers.filter(pa.compute.is_valid(answers["error_code"]))
    assert 0.03 * count < refused.num_rows < 0.3 * count
    assert set(refused["verdict"].to_pylist()) == {None}
    # Each of the four faults that agreements() makes.
    fields = set(refused["error_field"].to_pylist())
    assert {"agreement.price", "cancellation.received_at", "agreement.customer_type", "agreement.concluded_at"} <= fields
    assert all(refused["error_message"].to_pylist())
    # A fault stays with its row: the others are answered as they are without it.
    sound = pa.table(clausula.evaluate_stream(agreements(count)))
    both = pa.compute.and_(pa.compute.is_valid(answers["verdict"]), pa.compute.is_valid(sound["verdict"]))
    assert answers.filter(both).equals(sound.filter(both))


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"agreement.starts_at": pa.array([0], pa.timestamp("us"))}, r"`agreement.starts_at` .* timestamp with a time zone"),
        ({"agreement.price.minor_units": pa.array([12.5])}, r"`agreement.price.minor_units` has the type Float64"),
        ({"agreement.price.minor_units": None}, "`agreement.price.minor_units` is missing"),
        ({"agreement.start_at": pa.array([1])}, "did you mean `agreement.starts_at`"),
        ({"withdrawal.declared_at": pa.array([0], pa.timestamp("s", tz="UTC"))}, "several questions"),
    ],
)
def test_a_wrong_schema_is_refused_by_name(columns, message):
    with pytest.raises(ValueError, match=message):
        clausula.evaluate_batch(row(**columns))


def test_columns_are_chosen_and_kept():
    batch = row(customer=pa.array([7]))
    names = pa.record_batch(clausula.evaluate_batch(batch, keep=["customer"], answers=["refund", "deadlines.refund.*"])).schema.names
    assert names == ["customer", "refund", "deadlines.refund.last_day", "deadlines.refund.expires_at"]
    assert {"agreement.price.minor_units", "agreement.payments[].paid_at"} <= {name for name, *_ in clausula.columns()}


def test_another_digest_is_refused(tmp_path):
    digest = clausula.Engine().digest
    assert clausula.Engine(digest=digest).digest == digest
    with pytest.raises(ValueError, match="their digest is"):
        clausula.Engine(digest="sha256:" + 64 * "0")
    with pytest.raises(ValueError):
        clausula.Engine(tmp_path)


def test_others_go_on_while_a_batch_is_answered():
    """The lock of the interpreter is let go: another thread counts while one thread decides."""
    facts = agreements(200_000).combine_chunks().to_batches()[0]
    counted, done = 0, threading.Event()
    thread = threading.Thread(target=lambda: (clausula.evaluate_batch(facts, threads=1), done.set()))
    thread.start()
    while not done.is_set():
        counted += 1
    thread.join()
    assert counted > 1_000
