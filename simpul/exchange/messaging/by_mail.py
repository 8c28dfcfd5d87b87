"""E-mail over SMTP (RFC 5321). The Message-ID is the same however often one message is tried (RFC 5322 §3.6.4)."""

import smtplib
from dataclasses import dataclass

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from simpul.exchange.messaging.channels import Email, Later, Never, Outgoing, book

PERMANENT = range(500, 600)


@dataclass(frozen=True)
class Mail:
    """One SMTP server."""

    access: Email

    def send(self, message: Outgoing) -> str:
        """Hand it over; returns the Message-ID. Raises Later, Never."""
        own = f"<{message.mark}@{self.access.sender.rpartition('@')[2].strip('>')}>"
        headers = {"Message-ID": own, "Auto-Submitted": "auto-generated"}
        letter = EmailMessage(message.subject, message.text, self.access.sender, [message.to], headers=headers)
        letter.connection = self._line()
        try:
            letter.send()
        except smtplib.SMTPRecipientsRefused as refused:
            raise _by_code(max(code for code, _ in refused.recipients.values()), whole=False) from None
        except smtplib.SMTPAuthenticationError:
            raise Later("access") from None
        except smtplib.SMTPResponseException as refused:
            raise _by_code(refused.smtp_code, whole=True) from None
        except (smtplib.SMTPException, OSError):
            raise Later("unreachable") from None
        return own

    def _line(self) -> EmailBackend:
        return EmailBackend(
            host=self.access.host,
            port=self.access.port,
            username=self.access.user,
            password=self.access.password,
            use_tls=self.access.security == "starttls",
            use_ssl=self.access.security == "tls",
            timeout=int(book().timeout_seconds),
        )


def _by_code(code: int, *, whole: bool) -> Exception:
    return Never("refused") if code in PERMANENT else Later("busy", whole=whole)
