import { gzipSync } from "node:zlib";
import { noKeyPair } from "../../../../policies/rules/compute/no-key-pair";
import { type Raw, secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const of = (type: string) => (props: Raw) => given(props, { type });
const refused = { message: 'keyName is "laptop", expected none.', path: "keyName" };
const named = { keyName: "laptop" };

const admitting = "#cloud-config\nssh_authorized_keys:\n  - ssh-ed25519 AAAA\n";
const admitted = (path: string) => ({ message: `${path} lets somebody in by SSH, expected nobody.`, path });

testPolicy(noKeyPair, {
  passes: {
    "a host without a key pair": { ami: "ami-1" },
    "a launch template without one": of("aws:ec2/launchTemplate:LaunchTemplate")({ imageId: "ami-1" }),
    "user data that says nothing of SSH": { userData: "#!/bin/sh\nsystemctl start bot\n" },
    "user data that speaks of it in a comment": {
      userData: "#!/bin/sh\n# no authorized_keys here\nexec bot # ssh_import_id\n",
    },
    "user data that turns passwords off": { userData: "#cloud-config\nssh_pwauth: false\n" },
    "a configuration of sshd that turns passwords off": { userData: "echo PasswordAuthentication no >> sshd_config\n" },
    ...Object.fromEntries(
      [
        "#!/bin/sh\nrm -rf /home/ec2-user/.ssh /root/.ssh/authorized_keys\n",
        "#!/bin/sh\nset -e; sudo /bin/rm -f ~/.ssh/authorized_keys && systemctl start bot\n",
        "#!/bin/sh\nrm -f \\\n  /root/.ssh/authorized_keys\n",
        "#!/bin/sh\nfor f in /root /home/ec2-user; do rm -f $f/.ssh/authorized_keys; done\n",
        "#!/bin/sh\n: > /home/ec2-user/.ssh/authorized_keys\n",
        "#!/bin/sh\n> /home/ec2-user/.ssh/authorized_keys\n",
        "#!/bin/sh\ncat /dev/null > /root/.ssh/authorized_keys\n",
        "#!/bin/sh\ncp /dev/null /root/.ssh/authorized_keys\n",
        "#!/bin/sh\ntruncate -s0 /root/.ssh/authorized_keys\n",
        "#!/bin/sh\nfind / -name authorized_keys -delete\n",
        "#cloud-config\nruncmd:\n- rm -f /home/ec2-user/.ssh/authorized_keys\n- [rm, -f, /root/.ssh/authorized_keys]\n",
        "#cloud-config\nssh_authorized_keys: []\nssh_import_id: []\n",
      ].map((text) => [`user data that takes keys away: ${text}`, { userData: text }]),
    ),
    "the serial console, off": of("aws:ec2/serialConsoleAccess:SerialConsoleAccess")({ enabled: false }),
  },
  fails: {
    "a host with a key pair": [named, refused],
    "a launch template with one": [of("aws:ec2/launchTemplate:LaunchTemplate")(named), refused],
    "a launch configuration with one": [of("aws:ec2/launchConfiguration:LaunchConfiguration")(named), refused],
    "a spot instance with one": [of("aws:ec2/spotInstanceRequest:SpotInstanceRequest")(named), refused],
    "a launch template of the other provider with one": [
      of("aws-native:ec2:LaunchTemplate")({ launchTemplateData: named }),
      { message: 'launchTemplateData.keyName is "laptop", expected none.', path: "launchTemplateData.keyName" },
    ],
    "a host of the other provider with one": [of("aws-native:ec2:Instance")(named), refused],
    "user data with a key": [{ userData: admitting }, admitted("userData")],
    "user data with a key, in base64 and gzip": [
      { userDataBase64: gzipSync(admitting).toString("base64") },
      admitted("userDataBase64"),
    ],
    "user data with keys of somebody's account": [
      { userData: "#cloud-config\nssh_import_id: [gh:somebody]\n" },
      admitted("userData"),
    ],
    "user data that imports keys": [{ userData: "#!/bin/sh\nssh-import-id gh:somebody\n" }, admitted("userData")],
    "user data that writes a key": [
      { userData: "#!/bin/sh\necho ssh-ed25519 AAAA >> /root/.ssh/authorized_keys\n" },
      admitted("userData"),
    ],
    ...Object.fromEntries(
      [
        "#!/bin/sh\nrm -f /root/.ssh/authorized_keys\ncp key /root/.ssh/authorized_keys\n",
        "#!/bin/sh\nrm -f $(cp key /root/.ssh/authorized_keys)\n",
        "#!/bin/sh\nrm -v x > /root/.ssh/authorized_keys\n",
        "#!/bin/sh\necho rm ssh-ed25519 AAAA >> /root/.ssh/authorized_keys\n",
        "#!/bin/sh\ntee -a log \\\nrm /root/.ssh/authorized_keys < key\n",
        '#!/bin/sh\necho "ssh-ed25519 AAAA\n" > /root/.ssh/authorized_keys\n',
        "#!/bin/sh\necho ssh-ed25519 AAAA &> /root/.ssh/authorized_keys\n",
        "#!/bin/sh\necho ssh-ed25519 AAAA >| /root/.ssh/authorized_keys\n",
        "#!/bin/sh\ncat key \\\n> /root/.ssh/authorized_keys\n",
        "#!/bin/sh\ncat /dev/stdin > /root/.ssh/authorized_keys\n",
        "#!/bin/sh\n: >> /root/.ssh/authorized_keys\n",
        "#!/bin/sh\ncp /dev/null key /root/.ssh/authorized_keys\n",
        "#!/bin/sh\nfind / -name authorized_keys -exec cp key {} + -delete\n",
        "#!/bin/sh\nfind / -name authorized_keys\n",
        "#cloud-config\nruncmd:\n- [tee, -a, /root/.ssh/authorized_keys]\n",
        "#cloud-config\nssh_authorized_keys: [ssh-ed25519 AAAA]\n",
      ].map((text) => [`user data that does more: ${text}`, [{ userData: text }, admitted("userData")]]),
    ),
    "user data that turns passwords on": [{ userData: "#cloud-config\nssh_pwauth: true\n" }, admitted("userData")],
    "a configuration of sshd that turns passwords on": [
      { userData: "echo PasswordAuthentication yes >> sshd_config\n" },
      admitted("userData"),
    ],
    "a launch template with such user data": [
      of("aws:ec2/launchTemplate:LaunchTemplate")({ userData: Buffer.from(admitting).toString("base64") }),
      admitted("userData"),
    ],
    "a launch template of the other provider with such user data": [
      of("aws-native:ec2:LaunchTemplate")({
        launchTemplateData: { userData: Buffer.from(admitting).toString("base64") },
      }),
      admitted("launchTemplateData.userData"),
    ],
    "user data that is no text": [{ userData: 7 }, "userData is 7, expected user data that admits nobody by SSH."],
    "user data that cannot be read to its end": [
      { userDataBase64: gzipSync(Buffer.alloc(1 << 25)).toString("base64") },
      "userDataBase64 is wrapped too deep or too large to be read.",
    ],
    "a key pair": [of("aws:ec2/keyPair:KeyPair")({}), "An SSH key pair is made, expected none."],
    "a key pair of the other provider": [of("aws-native:ec2:KeyPair")({}), "An SSH key pair is made, expected none."],
    "the serial console, on": [
      of("aws:ec2/serialConsoleAccess:SerialConsoleAccess")({ enabled: true }),
      "enabled is true, expected false.",
    ],
  },
  unknown: {
    "a name not known yet": { keyName: unknown },
    "user data not known yet": { userData: unknown },
    "the serial console, not known yet": of("aws:ec2/serialConsoleAccess:SerialConsoleAccess")({ enabled: unknown }),
  },
  absent: {
    "no name": {},
    "an empty name is none": { keyName: "" },
    "the serial console, which is on if nothing is said": [
      of("aws:ec2/serialConsoleAccess:SerialConsoleAccess")({}),
      "enabled is absent, expected false.",
    ],
  },
  secret: {
    "user data marked secret, with a key": [{ userData: secret(admitting) }, admitted("userData")],
    "a name marked secret": [{ keyName: secret("laptop") }, "keyName is a secret, expected none."],
  },
});
