package org.adcache.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Account, with the directory's names for its fields.
 *
 * @param type {@code user}, {@code contact} or {@code group}
 * @param mailboxType {@code room}, {@code equipment}, {@code shared}, {@code linked}, {@code remote}, {@code
 *     dynamic-group} or {@code public-folder}
 * @param mail the primary address
 * @param addresses the primary address, then the others sorted
 * @param disabled absent if it can't be read
 * @param expired true or absent
 * @param extra the configured extra attributes that have values
 */
public record AccountDocument(
        @JsonProperty("objectGUID") String objectGuid,
        String type,
        Optional<String> mailboxType,
        String distinguishedName,
        Optional<String> cn,
        Optional<String> mail,
        Optional<List<String>> addresses,
        @JsonProperty("sAMAccountName") Optional<String> samAccountName,
        Optional<String> upnSuffix,
        Optional<String> userPrincipalName,
        Optional<String> objectSid,
        Optional<Boolean> disabled,
        boolean hidden,
        Optional<Boolean> expired,
        String connection,
        Optional<Map<String, List<String>>> extra) {}
