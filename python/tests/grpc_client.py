"""Sends the requests of a file over one stream, and prints of each result verdict or error, charged and refund.

    grpc_client.py ADDRESS FILE
"""

import itertools
import json
import sys

import grpc
from clausula.v1.decision_pb2 import Verdict
from clausula.v1.evaluation_pb2 import EvaluateRequest
from clausula.v1.evaluator_service_pb2 import EvaluateStreamRequest
from clausula.v1.evaluator_service_pb2_grpc import EvaluatorServiceStub
from google.protobuf.json_format import Parse


def messages(path):
    with open(path) as lines:
        while some := list(itertools.islice(lines, 500)):
            # A word that there is not has no number to send: it is left out, and refused all the same.
            requests = [Parse(line, EvaluateRequest(), ignore_unknown_fields=True) for line in some]
            yield EvaluateStreamRequest(requests=requests)


def said(result):
    if result.HasField("error"):
        return result.error.code, 0, 0
    decision = result.decision
    charged = sum(charge.amount.minor_units for charge in decision.charges)
    return Verdict.Name(decision.verdict), charged, decision.settlement.refund.minor_units


address, path = sys.argv[1:]
with grpc.insecure_channel(address) as channel:
    answers = EvaluatorServiceStub(channel).EvaluateStream(messages(path), wait_for_ready=True, timeout=3600)
    json.dump([said(result) for answer in answers for result in answer.results], sys.stdout)
