"""Adds the one attribute of the Exchange schema that adcache reads, msExchHideFromAddressLists.

Usage: extend_schema.py SMB_CONF
"""

import sys

import ldb
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB

ATTRIBUTE = """
dn: CN=ms-Exch-Hide-From-Address-Lists,%(schema)s
changetype: add
objectClass: attributeSchema
attributeID: 1.2.840.113556.1.4.7000.102.73
lDAPDisplayName: msExchHideFromAddressLists
attributeSyntax: 2.5.5.8
oMSyntax: 1
isSingleValued: TRUE
"""

# Users, contacts and groups all carry the auxiliary class mailRecipient.
CLASS = """
dn: CN=Mail-Recipient,%(schema)s
changetype: modify
add: mayContain
mayContain: msExchHideFromAddressLists
"""

REFRESH = """
dn:
changetype: modify
add: schemaUpdateNow
schemaUpdateNow: 1
"""


def main():
    parameters = LoadParm(filename_for_non_global_lp=sys.argv[1])
    parameters.set("dsdb:schema update allowed", "true")
    directory = SamDB(session_info=system_session(parameters), lp=parameters)
    schema = {"schema": str(directory.get_schema_basedn())}
    for change in (ATTRIBUTE % schema, REFRESH, CLASS % schema, REFRESH):
        directory.modify_ldif(change)
    directory.search(base=schema["schema"], scope=ldb.SCOPE_BASE)


main()
