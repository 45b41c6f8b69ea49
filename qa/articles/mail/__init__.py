"""Messages and mailboxes to articles: newsletters, alerts, forwarded and personal mail.

message    a message, or each message of a mailbox, to an article
parts      the bodies, the attachments and the inner messages of a message
headers    what the lines at the top of a message state, whatever they are encoded in
sender     whether a message is from a person or from a paper
quoting    quoted replies, signatures, and the head of a forwarded message
"""
