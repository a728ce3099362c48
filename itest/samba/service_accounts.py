"""Creates service accounts with random passwords, and a keytab for each.

Usage: service_accounts.py SMB_CONF FOLDER NAME...

Account NAME gets the keytab FOLDER/NAME.keytab, readable by its owner only.
"""

import os
import secrets
import sys

import samba.dckeytab  # gives Net its method export_keytab
from samba.auth import system_session
from samba.credentials import Credentials
from samba.net import Net
from samba.param import LoadParm
from samba.samdb import SamDB


def main():
    parameters = LoadParm(filename_for_non_global_lp=sys.argv[1])
    directory = SamDB(session_info=system_session(parameters), lp=parameters)
    credentials = Credentials()
    credentials.guess(parameters)
    net = Net(credentials, parameters)
    os.umask(0o077)
    for name in sys.argv[3:]:
        directory.newuser(name, "Aa1-" + secrets.token_urlsafe(24), userou="OU=Service Accounts")
        keytab = os.path.join(sys.argv[2], name + ".keytab")
        net.export_keytab(keytab=keytab, principal="%s@%s" % (name, parameters.get("realm")))


main()
