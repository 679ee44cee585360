package io.coportal.sync.ledger;

import io.coportal.sync.problem.StartRefused;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param largestAnswer of a ledger that is read, unpacked
 */
@ConfigurationProperties("coportal")
record AnswerSettings(@DefaultValue("16MB") DataSize largestAnswer) {
  AnswerSettings {
    StartRefused.unlessAtLeast(1, "coportal.largest-answer", largestAnswer.toBytes());
  }
}
