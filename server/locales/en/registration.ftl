# Making an account for oneself; and who may, in the Admin Center.
register-heading = Create an account
register-text = We send you a link to choose a password. Only you will know it.
register-button = Send link
register-sent-heading = Check your e-mail
register-sent-text = If this address can be used here, a message is on its way to { $email }. Its link works for 1 hour.
register-closed-heading = Accounts are by invitation
register-closed-text = You cannot create an account here yourself. Ask the people of { $account } for an invitation.
register-finish-heading = Create your account
register-finish-text = Your address is confirmed. Now tell us your name and choose a password.
register-refused-heading = Your account was not created
register-refused-closed = { $account } no longer takes new accounts from this address. Ask the people there for an invitation.
register-refused-taken = Somebody has an account with this address now. If it is yours, sign in, or choose a new password.

dead-link-registration = It was used already, or it is older than 1 hour. If you have chosen a password, sign in.
dead-link-registration-again = Send a new link

done-registered = Your account is ready. Sign in with your e-mail and password.

nav-registration = Registration
registration-heading = Registration
registration-legend = Who may create an account
registration-text = Without an invitation, as an end user.
registration-closed = Nobody
registration-closed-hint = People come by invitation.
registration-open = Everybody
registration-open-hint = Whoever opens the link that we send to their address.
registration-domains = People with an address at these domains
registration-domains-hint = They open the link, too.
registration-list-label = Domains
registration-list-hint = One a line, at most { $n }. A subdomain counts as a domain of its own. Used only with the last choice.
registration-note = Whoever has an account already keeps it, whatever you choose.
registration-held-back = { $n ->
    [one] { $n } message was held back today, because too many were asked for.
   *[other] { $n } messages were held back today, because too many were asked for.
}

trouble-domains-empty = Enter at least one domain
trouble-domains-many = Enter at most { $n } domains
trouble-domain-shape = “{ $domain }” is not a domain like example.com. Write it in plain letters, an international one beginning with xn--
trouble-other-domain = You cannot create an account here with an address of that domain. Use another address, or ask for an invitation
trouble-registration-empty = Choose who may create an account
