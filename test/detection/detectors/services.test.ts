import {
  atlassianToken,
  base62Checksum,
  bedrockKey,
  bitbucketPassword,
  cloudflareToken,
  dynatraceToken,
  grafanaCloudToken,
  grafanaKey,
  grafanaToken,
  onepasswordKey,
  onepasswordToken,
  prefectKey,
  pypiToken,
  tailscaleKey,
  urlText,
} from "../generate/tokens";
import { capitals, letters } from "../generate/random";
import { changed, facts, token } from "./facts";

describe("services' tokens that a checksum or their structure proves", () => {
  facts("atlassian-token", "high proven", (r) => {
    const tokens = ["ATATT3xFfGF0", "ATCTT3xFfGN0"].map((version) => atlassianToken(r, version));
    const [first = ""] = tokens;
    return token(tokens, {
      "a changed character breaks the checksum": changed(first, 60),
      "one character more is another length": `${first}A`,
      "one character fewer is another length": first.slice(0, -1),
      "no version has another letter there": atlassianToken(r, "ATBTT3xFfGF0"),
    });
  });

  facts("bitbucket-token", "high proven", (r) => {
    const one = bitbucketPassword(r);
    return token([one], {
      "a changed character breaks the checksum": changed(one, 12),
      "one character more is another length": `${one}A`,
      "a made-up one is none": `ATBB${r.alnum(24)}${r.hex(8).toUpperCase()}`,
    });
  });

  facts("cloudflare-token", "high proven", (r) => {
    const tokens = ["cfut_", "cfat_", "cfk_"].map((prefix) => cloudflareToken(r, prefix));
    const [first = ""] = tokens;
    return token(tokens, {
      "a changed character breaks the checksum": changed(first, 20),
      "one character fewer is another length": first.slice(0, -1),
      "one character more is another length": `${first}a`,
      "no kind has another letter there": cloudflareToken(r, "cfxt_"),
    });
  });

  facts("grafana-token", "high proven", (r) => {
    const one = grafanaToken(r);
    const object = (value: unknown): string => `glc_${Buffer.from(JSON.stringify(value)).toString("base64")}`;
    const words = { k: "words".repeat(3), o: "a word", m: "more words" };
    return token([one, grafanaCloudToken(r), grafanaKey(r)], {
      "a changed character breaks the checksum": changed(one, 20),
      "a checksum whose highest byte comes first is none":
        one.slice(0, -8) + Buffer.from(one.slice(-8), "hex").reverse().toString("hex"),
      "31 characters are too few": one.slice(0, 36) + one.slice(37),
      "an object without a key's name is none": object(words),
      "an object without a key is none": object({ n: words.k, o: words.o, m: words.m, r: words.m }),
      "base64 that is no JSON is none": `glc_eyJ${r.alnum(80)}`,
      "a former key that is no JSON is none": `eyJrIjoi${r.alnum(80)}`,
    });
  });

  facts("netbird-token", "high proven", (r) => {
    const one = `nbp_${base62Checksum(r.alnum(30))}`;
    return token([one], {
      "a changed character breaks the checksum": changed(one, 12),
      "a made-up one is none": `nbp_${r.alnum(36)}`,
      "one character more is another length": `${one}A`,
    });
  });

  facts("onepassword-token", "high proven", (r) => {
    const one = onepasswordToken(r);
    const other = Buffer.from(JSON.stringify({ publicKey: r.alnum(200), email: r.alnum(20) })).toString("base64");
    return token([one], {
      "JSON without the account's key is none": `ops_${other}`,
      "one that is cut short is none": one.slice(0, 200),
    });
  });

  facts("prefect-key", "high proven", (r) => {
    const one = prefectKey(r);
    return token([one], {
      "a changed character breaks the checksum": changed(one, 12),
      "a checksum with capitals before small letters is none": `pnu_${base62Checksum(r.alnum(30))}`,
      "one character more is another length": `${one}A`,
    });
  });

  facts("pypi-token", "high proven", (r) => {
    const tokens = [pypiToken(r), pypiToken(r, "test.pypi.org")];
    const [first = ""] = tokens;
    return token(tokens, {
      "a macaroon of another site is none": pypiToken(r, "pypi.example.net"),
      "one that is cut short is none": first.slice(0, -1),
      "one that goes on is none": `${first}abcd`,
      "characters without the structure are none": first.slice(0, 24) + urlText(r, 150),
    });
  });
});

describe("services' tokens that their prefix gives away", () => {
  facts("airtable-token", "high shaped", (r) =>
    token([`pat${r.alnum(13)}7.${r.hex(64)}`], {
      "13 characters are too few": `pat${r.alnum(12)}7.${r.hex(64)}`,
      "63 digits are too few": `pat${r.alnum(13)}7.${r.hex(63)}`,
      "65 are too many": `pat${r.alnum(13)}7.${r.hex(65)}`,
      "without a dot it is none": `pat${r.alnum(13)}7-${r.hex(64)}`,
    }),
  );

  facts("artifactory-token", "high shaped", (r) =>
    token([`AKCp${r.alnum(69)}`, `cmVmdGtuOj${r.alnum(54)}`], {
      "68 characters are too few": `AKCp${r.alnum(68)}`,
      "70 are too many": `AKCp${r.alnum(70)}`,
      "53 are too few for a reference": `cmVmdGtuOj${r.alnum(53)}`,
    }),
  );

  facts("aws-bedrock-key", "high shaped", (r) => {
    const lasting = bedrockKey(r);
    const short = `bedrock-api-key-${Buffer.from(`bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Signature=${r.hex(64)}`).toString("base64")}`;
    return token([lasting, short], {
      "one that is cut short is none": lasting.slice(0, 100),
      "base64 of something else is none": `ABSK${r.alnum(132)}`,
      "a short one that is cut short is none": short.slice(0, 100),
      "a URL of another service is none": `bedrock-api-key-${r.alnum(140)}`,
    });
  });

  facts("axiom-token", "high shaped", (r) =>
    token([`xaat-${r.uuid()}`, `xapt-${r.uuid()}`], {
      "no kind has another letter there": `xabt-${r.uuid()}`,
      "35 characters are too few": `xaat-${r.uuid().slice(1)}`,
      "37 are too many": `xaat-${r.uuid()}0`,
    }),
  );

  facts("brevo-key", "high shaped", (r) =>
    token([`xkeysib-${r.hex(64)}-${r.alnum(16)}`, `xsmtpsib-${r.hex(64)}-${r.alnum(16)}`], {
      "63 digits are too few": `xkeysib-${r.hex(63)}-${r.alnum(16)}`,
      "15 characters are too few": `xkeysib-${r.hex(64)}-${r.alnum(15)}`,
      "17 are too many": `xkeysib-${r.hex(64)}-${r.alnum(17)}`,
    }),
  );

  facts("buildkite-token", "high shaped", (r) =>
    token([`bkua_${r.hex(40)}`], {
      "39 characters are too few": `bkua_${r.hex(39)}`,
      "41 are too many": `bkua_${r.hex(41)}`,
      "capitals are none of it": `bkua_${r.hex(39)}A`,
    }),
  );

  facts("circleci-token", "high shaped", (r) =>
    token([`CCIPAT_${r.alnum(22)}_${r.hex(40)}`, `CCIPRJ_${r.alnum(22)}_${r.hex(40)}`], {
      "21 characters are too few": `CCIPAT_${r.alnum(21)}_${r.hex(40)}`,
      "39 digits are too few": `CCIPAT_${r.alnum(22)}_${r.hex(39)}`,
      "41 are too many": `CCIPAT_${r.alnum(22)}_${r.hex(41)}`,
    }),
  );

  facts("cloudflare-origin-ca-key", "high shaped", (r) =>
    token([`v1.0-${r.hex(24)}-${r.hex(146)}`], {
      "145 digits are too few": `v1.0-${r.hex(24)}-${r.hex(145)}`,
      "147 are too many": `v1.0-${r.hex(24)}-${r.hex(147)}`,
      "23 digits are too few": `v1.0-${r.hex(23)}-${r.hex(146)}`,
      "another version is none": `v1.1-${r.hex(24)}-${r.hex(146)}`,
    }),
  );

  facts("coingecko-key", "high shaped", (r) =>
    token([`CG-${r.alnum(21)}aZ7`], {
      "23 characters are too few": `CG-${r.alnum(20)}aZ7`,
      "25 are too many": `CG-${r.alnum(22)}aZ7`,
      "digits alone are a number": `CG-${r.text("0123456789", 24)}`,
      "without a digit it is a word": `CG-${r.text(letters.slice(0, 52), 22)}aZ`,
      "without a capital it is an id": `CG-${r.hex(24)}`,
      "without a small letter it is an id": `CG-${r.hex(24).toUpperCase()}`,
    }),
  );

  facts("databricks-token", "high shaped", (r) =>
    token([`dapi${r.hex(32)}`, `dapi${r.hex(32)}-2`, `dose${r.hex(32)}`], {
      "31 digits are too few": `dapi${r.hex(31)}`,
      "33 are too many": `dapi${r.hex(33)}`,
      "letters beyond f are none of it": `dapi${r.hex(31)}g`,
    }),
  );

  facts("docker-token", "high shaped", (r) =>
    token([`dckr_pat_${urlText(r, 27)}`, `dckr_oat_${urlText(r, 32)}`], {
      "26 characters are too few": `dckr_pat_${r.alnum(26)}`,
      "28 are too many": `dckr_pat_${r.alnum(28)}`,
      "31 are too few for an organisation's": `dckr_oat_${r.alnum(31)}`,
      "no kind has another letter there": `dckr_xat_${r.alnum(27)}`,
    }),
  );

  facts("dynatrace-token", "high shaped", (r) => {
    const one = dynatraceToken(r);
    return token([one, dynatraceToken(r, "dt0s01"), dynatraceToken(r, "dt0s02", 8)], {
      "63 characters are too few": one.slice(0, -1),
      "65 are too many": `${one}A`,
      "the public part alone tells whose it is": one.slice(0, 31),
      "small letters are none of it": one.toLowerCase(),
      "another sort is none": dynatraceToken(r, "dt0x01"),
    });
  });

  facts("fly-token", "high shaped", (r) => {
    const base64 = (length: number): string => `lJPECAAA${r.bytes(length).toString("base64")}`;
    return token([`fm2_${base64(150)}`, `fm1a_${base64(151)}`, `fm1r_${base64(152)}`, `fo1_${urlText(r, 43)}`], {
      "99 characters are too few": `fm2_${r.alnum(99)}`,
      "no version is a 3": `fm3_${r.alnum(200)}`,
      "42 are too few for the shorter form": `fo1_${r.alnum(42)}`,
      "44 are too many for it": `fo1_${r.alnum(44)}`,
    });
  });

  facts("groq-key", "high shaped", (r) =>
    token([`gsk_${r.alnum(52)}`], {
      "51 characters are too few": `gsk_${r.alnum(51)}`,
      "53 are too many": `gsk_${r.alnum(53)}`,
      "an underscore is none of it": `gsk_${r.alnum(25)}_${r.alnum(26)}`,
    }),
  );

  facts("heroku-key", "high shaped", (r) =>
    token([`HRKU-AA${urlText(r, 58)}`, `HRKU-${r.uuid()}`], {
      "57 characters are too few": `HRKU-AA${r.alnum(57)}`,
      "59 are too many": `HRKU-AA${r.alnum(59)}`,
      "it begins with two letters": `HRKU-BA${r.alnum(58)}`,
      "a UUID that is cut short is none": `HRKU-${r.uuid().slice(1)}`,
    }),
  );

  facts("hugging-face-token", "high shaped", (r) => {
    const text = (length: number): string => r.text(letters.slice(0, 52), length);
    return token([`hf_${text(34)}`, `api_org_${text(34)}`], {
      "33 letters are too few": `hf_${text(33)}`,
      "35 are too many": `hf_${text(35)}`,
      "a digit is none of it": `hf_${text(33)}7`,
    });
  });

  facts("langsmith-key", "high shaped", (r) =>
    token([`lsv2_pt_${r.hex(32)}_${r.hex(10)}`, `lsv2_sk_${r.hex(32)}_${r.hex(10)}`], {
      "31 digits are too few": `lsv2_pt_${r.hex(31)}_${r.hex(10)}`,
      "9 are too few behind them": `lsv2_pt_${r.hex(32)}_${r.hex(9)}`,
      "11 are too many behind them": `lsv2_pt_${r.hex(32)}_${r.hex(11)}`,
      "no kind has other letters there": `lsv2_xx_${r.hex(32)}_${r.hex(10)}`,
    }),
  );

  facts("linear-key", "high shaped", (r) =>
    token([`lin_api_${r.alnum(40)}`, `lin_oauth_${r.hex(64)}`], {
      "39 characters are too few": `lin_api_${r.alnum(39)}`,
      "41 are too many": `lin_api_${r.alnum(41)}`,
      "63 digits are too few for OAuth": `lin_oauth_${r.hex(63)}`,
    }),
  );

  facts("neon-key", "high shaped", (r) =>
    token([`napi_${r.alnum(64).toLowerCase()}`], {
      "63 characters are too few": `napi_${r.alnum(63).toLowerCase()}`,
      "65 are too many": `napi_${r.alnum(65).toLowerCase()}`,
      "a capital is none of it": `napi_${r.alnum(63).toLowerCase()}A`,
    }),
  );

  facts("netlify-token", "high shaped", (r) =>
    token([`nfp_${r.alnum(36)}`], {
      "35 characters are too few": `nfp_${r.alnum(35)}`,
      "37 are too many": `nfp_${r.alnum(37)}`,
    }),
  );

  facts("new-relic-key", "high shaped", (r) =>
    token([`NRAK-${r.text(capitals, 27)}`, `NRII-${urlText(r, 32)}`], {
      "26 characters are too few": `NRAK-${r.text(capitals, 26)}`,
      "28 are too many": `NRAK-${r.text(capitals, 28)}`,
      "small letters are none of it": `NRAK-${r.text(capitals, 26)}a`,
      "a browser's key is public": `NRJS-${r.hex(19)}`,
      "31 are too few to insert": `NRII-${r.alnum(31)}`,
    }),
  );

  facts("notion-token", "high shaped", (r) => {
    const digits = (length: number): string => r.text("0123456789", length);
    return token([`ntn_${digits(11)}${r.alnum(35)}`], {
      "34 characters are too few": `ntn_${digits(11)}${r.alnum(34)}`,
      "36 are too many": `ntn_${digits(11)}${r.alnum(36)}`,
      "10 digits are too few": `ntn_${digits(10)}x${r.alnum(35)}`,
    });
  });

  facts("nvidia-key", "high shaped", (r) =>
    token([`nvapi-${urlText(r, 64)}`], {
      "63 characters are too few": `nvapi-${r.alnum(63)}`,
      "65 are too many": `nvapi-${r.alnum(65)}`,
    }),
  );

  facts("onepassword-secret-key", "high shaped", (r) => {
    const one = onepasswordKey(r);
    return token([one, one.replace(/-(?=.{23}$)/u, "")], {
      "one character fewer is none": one.slice(0, -1),
      "one more is none": `${one}A`,
      "another version is none": one.replace("A3", "A9"),
      "a letter that looks like a digit is none of it": `${one.slice(0, -1)}O`,
      "small letters are none of it": one.toLowerCase(),
    });
  });

  facts("perplexity-key", "high shaped", (r) =>
    token([`pplx-${r.alnum(48)}`], {
      "47 characters are too few": `pplx-${r.alnum(47)}`,
      "49 are too many": `pplx-${r.alnum(49)}`,
    }),
  );

  facts("planetscale-token", "high shaped", (r) =>
    token(
      ["tkn", "pw", "oauth"].map((kind) => `pscale_${kind}_${urlText(r, 43)}`),
      {
        "31 characters are too few": `pscale_tkn_${r.alnum(31)}`,
        "65 are too many": `pscale_tkn_${r.alnum(65)}`,
        "no kind has another name": `pscale_key_${r.alnum(43)}`,
      },
    ),
  );

  facts("postman-key", "high shaped", (r) =>
    token([`PMAK-${r.hex(24)}-${r.hex(34)}`], {
      "23 digits are too few": `PMAK-${r.hex(23)}-${r.hex(34)}`,
      "33 are too few behind them": `PMAK-${r.hex(24)}-${r.hex(33)}`,
      "35 are too many behind them": `PMAK-${r.hex(24)}-${r.hex(35)}`,
    }),
  );

  facts("replicate-token", "high shaped", (r) =>
    token([`r8_${r.alnum(37)}`], {
      "36 characters are too few": `r8_${r.alnum(36)}`,
      "38 are too many": `r8_${r.alnum(38)}`,
    }),
  );

  facts("rubygems-token", "high shaped", (r) =>
    token([`rubygems_${r.hex(48)}`], {
      "47 digits are too few": `rubygems_${r.hex(47)}`,
      "49 are too many": `rubygems_${r.hex(49)}`,
      "letters beyond f are none of it": `rubygems_${r.hex(47)}g`,
    }),
  );

  facts("sendgrid-key", "high shaped", (r) =>
    token([`SG.${urlText(r, 22)}.${urlText(r, 43)}`], {
      "21 characters are too few": `SG.${r.alnum(21)}.${r.alnum(43)}`,
      "42 are too few behind them": `SG.${r.alnum(22)}.${r.alnum(42)}`,
      "44 are too many behind them": `SG.${r.alnum(22)}.${r.alnum(44)}`,
      "small letters begin none": `sg.${r.alnum(22)}.${r.alnum(43)}`,
    }),
  );

  facts("shopify-token", "high shaped", (r) =>
    token(
      ["at", "ca", "pa", "ss"].map((kind) => `shp${kind}_${r.hex(32)}`),
      {
        "31 digits are too few": `shpat_${r.hex(31)}`,
        "33 are too many": `shpat_${r.hex(33)}`,
        "no kind has other letters there": `shpxx_${r.hex(32)}`,
      },
    ),
  );

  facts("sonarqube-token", "high shaped", (r) =>
    token(
      ["squ", "sqp", "sqa"].map((kind) => `${kind}_${r.hex(40)}`),
      {
        "39 digits are too few": `squ_${r.hex(39)}`,
        "41 are too many": `squ_${r.hex(41)}`,
        "no kind has another letter there": `sqx_${r.hex(40)}`,
      },
    ),
  );

  facts("supabase-token", "high shaped", (r) => {
    const secret = `sb_secret_${urlText(r, 22)}_${urlText(r, 8)}`;
    // Backwards, so that no key is written down here.
    const local = `sb_secret_${Array.from("zvPMEvSx_gH0mkdoU-KVTKjgU0DNU7N").reverse().join("")}`;
    return [
      ...token([`sbp_${r.hex(40)}`, `sbp_oauth_${r.hex(40)}`, `sbp_v0_${r.hex(40)}`, secret], {
        "39 digits are too few": `sbp_${r.hex(39)}`,
        "41 are too many": `sbp_${r.hex(41)}`,
        "one character more is another length": `${secret}A`,
        "a publishable key is public": secret.replace("secret", "publishable"),
      }),
      ["the key of every local project is low", `key: "${local}"`, local, "low shaped"],
    ];
  });

  facts("tailscale-key", "high shaped", (r) =>
    token(
      ["auth", "api", "client", "scim", "webhook"].map((sort) => tailscaleKey(r, sort)),
      {
        "15 characters of a secret are too few": `tskey-auth-k${r.alnum(11)}CNTRL-${r.alnum(15)}`,
        "49 are too many": `tskey-auth-k${r.alnum(11)}CNTRL-${r.alnum(49)}`,
        "an id without a secret is public": `tskey-auth-k${r.alnum(11)}CNTRL`,
        "no sort has another name": tailscaleKey(r, "user"),
      },
    ),
  );

  facts("xai-key", "high shaped", (r) =>
    token([`xai-${r.alnum(80)}`], {
      "79 characters are too few": `xai-${r.alnum(79)}`,
      "81 are too many": `xai-${r.alnum(81)}`,
    }),
  );
});
