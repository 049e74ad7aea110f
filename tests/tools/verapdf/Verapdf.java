import java.io.File;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/**
 * Validates PDF files against the profiles named first: {@code Verapdf PDFUA-1,PDFA-2A file.pdf ...}. Prints one line per file and
 * profile, the failed rules below it, and ends with 1 when a file fails.
 */
public class Verapdf {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        List<String> files = List.of(arguments).subList(1, arguments.length);
        boolean compliant = !files.isEmpty();
        for (String name : arguments[0].split(",")) {
            ValidationProfile profile;
            try (InputStream source = Profiles.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml")) {
                profile = Profiles.profileFromXml(source);
            }
            for (String file : files) {
                compliant &= validate(name, profile, file);
            }
        }
        System.exit(compliant ? 0 : 1);
    }

    private static boolean validate(String name, ValidationProfile profile, String file) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), profile.getPDFAFlavour());
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            String verdict = result.isCompliant() ? "PASS" : "FAIL";
            int rules = profile.getRules().size();
            System.out.printf("%s %s %s (%d rules, %d checks)%n", verdict, name, file, rules, result.getTotalAssertions());
            for (Map.Entry<RuleId, Integer> failed : result.getFailedChecks().entrySet()) {
                RuleId rule = failed.getKey();
                System.out.printf("  %s-%d: %d times%n", rule.getClause(), rule.getTestNumber(), failed.getValue());
            }
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    System.out.printf("  %s %s%n", assertion.getMessage(), assertion.getLocation().getContext());
                }
            }
            return result.isCompliant();
        }
    }
}
