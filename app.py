"""The trigger table: what wakes which function. No decisions live here; see chalicelib/handlers.

Event triggers are declared here and not in a Blueprint, because Chalice runs registered
middleware only for handlers of this module. Mails come one by one: a mail that kills the function
must not take its neighbours with it.
"""

from __future__ import annotations

from typing import Any

from chalice.app import (
    Chalice,
    CloudWatchEvent,
    ConvertToMiddleware,
    DynamoDBEvent,
    SQSEvent,
)

from chalicelib import bootstrap, observability
from chalicelib.handlers import feedback, http, mail, ops, outbox

app = Chalice(app_name="frontdesk")
app.api.binary_types = []
app.register_middleware(ConvertToMiddleware(observability.logged))
app.register_middleware(ConvertToMiddleware(observability.measured))
app.register_middleware(ConvertToMiddleware(observability.contained))
app.register_blueprint(http.routes)


@app.on_sqs_message(queue="${IntakeQueue.QueueName}", batch_size=1)
def receive_mail(event: SQSEvent) -> dict[str, Any]:
    """Take in the mails SES has stored and told of."""
    return mail.receive(event.to_dict(), event.context)


@app.on_sqs_message(queue="${WatchQueue.QueueName}", batch_size=1)
def reconcile_mail(event: SQSEvent) -> dict[str, Any]:
    """Take in stored mails that nobody told of within ten minutes."""
    return mail.reconcile(event.to_dict(), event.context)


@app.on_dynamodb_record(
    # Typed as text, but Chalice passes an intrinsic through to the template as it is.
    stream_arn={"Fn::GetAtt": ["DeskTable", "StreamArn"]},  # type: ignore[arg-type]
    batch_size=10,
)
def send(event: DynamoDBEvent) -> dict[str, Any]:
    """Send the outbox entries that were due when they were written."""
    return outbox.send(event.to_dict(), event.context)


@app.schedule("rate(1 minute)")
def tick(event: CloudWatchEvent) -> dict[str, int]:
    """Send the outbox entries whose time has come, retries included."""
    return outbox.tick(event.to_dict(), event.context)


@app.on_sqs_message(queue="${FeedbackQueue.QueueName}", batch_size=10)
def record_feedback(event: SQSEvent) -> dict[str, Any]:
    """Record what SES says became of the mails we sent."""
    return feedback.record(event.to_dict(), event.context)


@app.schedule("rate(15 minutes)")
def reconcile(event: CloudWatchEvent) -> dict[str, int]:
    """Look for work that was left lying, and count it."""
    return ops.reconcile(event.to_dict(), event.context)


@app.lambda_function()
def ops_desk(event: dict[str, Any], context: Any) -> str | dict[str, str]:
    """Answer a CloudWatch custom widget."""
    return ops.desk(event, context)


bootstrap.warm()
