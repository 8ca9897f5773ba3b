"""Runs ../scenario.json against a service: ./generate && PYTHONPATH=gen .venv/bin/python scenario.py

The service is at CLAUSULA_ADDRESS (default 127.0.0.1:50051). With CLAUSULA_TLS_ADDRESS the section on TLS runs too.
../README.md describes the file and the variables.
"""

import functools
import json
import os
import sys
import threading
from pathlib import Path

import grpc
from clausula.v1 import (
    evaluator_service_pb2,
    evaluator_service_pb2_grpc,
    policy_service_pb2,
    policy_service_pb2_grpc,
)
from google.protobuf.json_format import MessageToDict, ParseDict
from google.protobuf.message_factory import GetMessageClass
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc
from grpc_status import rpc_status

SCENARIO = Path(__file__).resolve().parent.parent / "scenario.json"
SERVICES = {
    "EvaluatorService": (evaluator_service_pb2, evaluator_service_pb2_grpc.EvaluatorServiceStub),
    "PolicyService": (policy_service_pb2, policy_service_pb2_grpc.PolicyServiceStub),
}
DEADLINE = 20  # seconds, for steps that name none


def main():
    scenario = json.loads(SCENARIO.read_text())
    tally = Tally()
    with grpc.insecure_channel(os.environ.get("CLAUSULA_ADDRESS", "127.0.0.1:50051")) as channel:
        for step in scenario["steps"]:
            tally.check(step["name"], run_step(channel, step))
        for step in scenario["health"]:
            tally.check(step["name"], run_health(channel, step))
        tally.check("the services are described by reflection", run_reflection(channel))
    run_tls(tally, scenario)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed or not tally.passed else 0


class Tally:
    passed = failed = 0

    def check(self, name, differences):
        if differences:
            self.failed += 1
            print(f"FAILED {name}", *differences, sep="\n    ")
        else:
            self.passed += 1


def run_step(channel, step, metadata=()):
    """The differences between what a step expects and what the service gives."""
    service, method = step["call"].split("/")
    descriptors, stub = SERVICES[service]
    rpc = descriptors.DESCRIPTOR.services_by_name[service].methods_by_name[method]
    request_class = GetMessageClass(rpc.input_type)
    timeout = step.get("timeoutMs", DEADLINE * 1000) / 1000
    call = functools.partial(getattr(stub(channel), method), timeout=timeout, metadata=metadata)
    answers = []
    try:
        if "stream" in step:
            messages = [ParseDict(message, request_class()) for message in step["stream"]]
            read_stream(call, messages, step, answers)
        else:
            message = ParseDict(repeated(step), request_class())
            answers.append(to_json(call(message)))
    except grpc.RpcError as error:
        return compare(step.get("expect", []) if "stream" in step else [], answers, "answers") + check_error(step, error)
    if "error" in step:
        return [f"expected {step['error']['code']}, got an answer"]
    return compare(step["expect"], answers if "stream" in step else answers[0], "answer")


def read_stream(call, messages, step, answers):
    """Sends all messages, and then ends the stream, leaves it open or cancels it, as the step says."""
    stays_open = step.get("keepOpen") or step.get("cancel")

    def requests():
        yield from messages
        if stays_open:
            done.wait(timeout=DEADLINE)

    done = threading.Event()
    try:
        stream = call(requests())
        for answer in stream:
            answers.append(to_json(answer))
            if step.get("cancel") and len(answers) == len(step["expect"]):
                stream.cancel()
    finally:
        done.set()


def repeated(step):
    request = step["request"]
    return {"requests": request["requests"] * step["repeat"]} if "repeat" in step else request


def to_json(message):
    return MessageToDict(message)


def check_error(step, error):
    expected = step.get("error")
    if expected is None:
        return [f"got {error.code().name}: {error.details()}"]
    got = {"code": error.code().name}
    status = rpc_status.from_call(error)
    for detail in status.details if status else []:
        info, bad = ErrorInfo(), BadRequest()
        if detail.Unpack(info):
            got["reason"] = info.reason
            if info.domain != "clausula":
                return [f"the domain of the reason is {info.domain}"]
        elif detail.Unpack(bad):
            got["fields"] = [violation.field for violation in bad.field_violations]
    return compare(expected, got, "error")


def run_health(channel, step):
    try:
        answer = health_pb2_grpc.HealthStub(channel).Check(
            health_pb2.HealthCheckRequest(service=step["service"]), timeout=DEADLINE
        )
    except grpc.RpcError as error:
        return compare(step, {**step, "code": error.code().name, "status": None}, "health")
    return compare(step, {**step, "code": None, "status": to_json(answer)["status"]}, "health")


def run_reflection(channel):
    ask = reflection_pb2.ServerReflectionRequest(list_services="")
    names = set()
    try:
        for answer in reflection_pb2_grpc.ServerReflectionStub(channel).ServerReflectionInfo(iter([ask]), timeout=DEADLINE):
            names |= {service.name for service in answer.list_services_response.service}
    except grpc.RpcError as error:
        return [f"got {error.code().name}: {error.details()}"]
    return [f"{name} is not listed" for name in ("EvaluatorService", "PolicyService") if f"clausula.v1.{name}" not in names]


def run_tls(tally, scenario):
    address = os.environ.get("CLAUSULA_TLS_ADDRESS")
    if not address:
        print("NOT RUN: the section on TLS, since CLAUSULA_TLS_ADDRESS is not set")
        return
    read = lambda name: Path(os.environ[name]).read_bytes()  # noqa: E731
    authority, valid = read("CLAUSULA_TLS_CA"), os.environ["CLAUSULA_TLS_TOKEN"]
    steps = {step["name"]: step for step in scenario["steps"]}
    first = scenario["steps"][0]
    refused = {**first, "error": {"code": "UNAVAILABLE"}}
    headers = {token: (("authorization", f"Bearer {text}"),) for token, text in (("valid", valid), ("wrong", f"{valid}x"))}

    with grpc.secure_channel(address, grpc.ssl_channel_credentials(authority)) as channel:
        for entry in scenario["tls"]:
            step = {**steps[entry["step"]], **entry}
            name = f"over TLS, token {entry['token']}: {entry['step']}"
            tally.check(name, run_step(channel, step, headers.get(entry["token"], ())))
    with grpc.secure_channel(address, grpc.ssl_channel_credentials()) as channel:
        tally.check("over TLS: a client that does not trust the authority", run_step(channel, refused))

    address = os.environ["CLAUSULA_MTLS_ADDRESS"]
    identity = (read("CLAUSULA_TLS_KEY"), read("CLAUSULA_TLS_CERTIFICATE"))
    with grpc.secure_channel(address, grpc.ssl_channel_credentials(authority, *identity)) as channel:
        tally.check(f"over mutual TLS: {first['name']}", run_step(channel, first))
    with grpc.secure_channel(address, grpc.ssl_channel_credentials(authority)) as channel:
        tally.check("over mutual TLS: a client without a certificate", run_step(channel, refused))


def compare(expected, got, path):
    """Every difference. An object names the fields that matter; a default and an absent field are the same."""
    if expected is None:
        return [] if got in (None, False, 0, "", [], {}) else [f"{path}: expected nothing, got {got!r}"]
    if isinstance(expected, dict):
        got = got or {}
        return [d for key, value in expected.items() for d in compare(value, got.get(key), f"{path}.{key}")]
    if isinstance(expected, list):
        got = got or []
        if len(expected) != len(got):
            return [f"{path}: expected {len(expected)} elements, got {len(got)}: {got!r}"]
        return [d for i, (e, g) in enumerate(zip(expected, got)) for d in compare(e, g, f"{path}[{i}]")]
    if got is None and expected in (False, 0, "", "0"):
        return []
    return [] if expected == got else [f"{path}: expected {expected!r}, got {got!r}"]


sys.exit(main())
