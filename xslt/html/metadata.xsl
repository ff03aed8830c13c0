<?xml version="1.0" encoding="UTF-8"?>
<!-- What programs read in the head of a page: Open Graph, Dublin Core, the terms of Highwire Press (for Google Scholar and Zotero),
     schema.org. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:map="http://www.w3.org/2005/xpath-functions/map"
                xmlns:tx="urn:tei-edition:functions"
                xmlns:lab="urn:tei-edition:labels"
                xmlns:cat="urn:tei-edition:catalogue"
                xpath-default-namespace="http://www.tei-c.org/ns/1.0"
                exclude-result-prefixes="#all"
                expand-text="yes">

  <xsl:template name="metadata" as="element()*">
    <xsl:param name="title" as="xs:string" required="yes"/>
    <xsl:param name="description" as="xs:string" select="''"/>
    <xsl:variable name="url" as="xs:string?" select="($base-url || $page-path)[tx:is-web-address($base-url)]"/>
    <xsl:variable name="telegram" as="element()?" select="*[teiHeader]"/>
    <xsl:if test="$description">
      <meta name="description" content="{$description}"/>
    </xsl:if>
    <xsl:for-each select="$url">
      <link rel="canonical" href="{.}"/>
      <meta property="og:url" content="{.}"/>
    </xsl:for-each>
    <meta property="og:title" content="{$title}"/>
    <meta property="og:type" content="{if ($telegram) then 'article' else 'website'}"/>
    <xsl:if test="$edition-title">
      <meta property="og:site_name" content="{$edition-title}"/>
    </xsl:if>
    <xsl:if test="$description">
      <meta property="og:description" content="{$description}"/>
    </xsl:if>
    <xsl:if test="$url">
      <link rel="alternate" type="application/atom+xml" href="{$home}feed.xml" title="{$edition-title}"/>
    </xsl:if>
    <xsl:if test="tokenize($interfaces) = 'dts'">
      <link rel="service" type="application/ld+json" href="{$home}dts/entry.json" title="DTS"/>
    </xsl:if>
    <xsl:if test="tokenize($interfaces) = 'openapi'">
      <link rel="service-desc" type="application/openapi+json" href="{$home}openapi.json"/>
    </xsl:if>
    <xsl:if test="$formats">
      <xsl:for-each select="tx:formats()">
        <link rel="alternate" type="{@type}" href="{$home}{@href}"/>
      </xsl:for-each>
    </xsl:if>
    <xsl:for-each select="$telegram">
      <xsl:call-template name="telegram-metadata">
        <xsl:with-param name="title" select="$title"/>
        <xsl:with-param name="description" select="$description"/>
        <xsl:with-param name="url" select="$url"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:if test="$linked-data">
      <!-- Data, which no browser runs; publish/formats.py has seen to it that nothing in it ends the element. -->
      <script type="application/ld+json">{$linked-data}</script>
    </xsl:if>
  </xsl:template>

  <xsl:template name="telegram-metadata" as="element()*">
    <xsl:param name="title" as="xs:string" required="yes"/>
    <xsl:param name="description" as="xs:string" required="yes"/>
    <xsl:param name="url" as="xs:string?" required="yes"/>
    <xsl:variable name="message" as="element()?" select="teiHeader/profileDesc/correspDesc[1]"/>
    <xsl:variable name="authors" as="element()*" select="
        if ($message) then tx:parties(tx:sending($message))
        else teiHeader/fileDesc/titleStmt/author ! ((persName, orgName, name, .)[1])"/>
    <xsl:variable name="senders" as="xs:string*" select="$authors ! tx:display-name(.)[.]"/>
    <xsl:variable name="addressees" as="xs:string*" select="tx:parties(tx:addressing($message)) ! tx:display-name(.)[.]"/>
    <xsl:variable name="date" as="element()?" select="(tx:sending($message)/date, teiHeader/profileDesc/creation/date)[1]"/>
    <xsl:variable name="day" as="xs:string?" select="($date/(@when, @from, @notBefore))[1] ! substring-before(. || 'T', 'T')"/>
    <xsl:variable name="publication" as="element()?" select="teiHeader/fileDesc/publicationStmt"/>
    <!-- Dublin Core -->
    <link rel="schema.DC" href="http://purl.org/dc/elements/1.1/"/>
    <meta name="DC.title" content="{$title}"/>
    <xsl:if test="$message">
      <!-- Zotero's name for correspondence. -->
      <meta name="DC.type" content="letter"/>
      <!-- What the document itself is called, for others; Zotero takes the first. -->
      <xsl:for-each select="
          for $reference in teiHeader/profileDesc/textClass/catRef[$profile eq 'telegrams'],
              $type in tokenize($reference/@target)
          return teiHeader/encodingDesc/classDecl//category['#' || @xml:id = $type]
              [if ($reference/@scheme) then $reference/@scheme = '#type' else ancestor::taxonomy/@xml:id = 'type']/catDesc ! tx:line(.)[.]">
        <meta name="DC.type" content="{.}"/>
      </xsl:for-each>
    </xsl:if>
    <xsl:for-each select="$senders">
      <meta name="DC.creator" content="{.}"/>
    </xsl:for-each>
    <xsl:for-each select="$addressees">
      <meta name="DC.contributor" content="{.}"/>
    </xsl:for-each>
    <xsl:for-each select="$day">
      <meta name="DC.date" content="{.}"/>
    </xsl:for-each>
    <xsl:for-each select="distinct-values(text/@xml:lang)">
      <meta name="DC.language" content="{.}"/>
      <meta name="citation_language" content="{.}"/>
    </xsl:for-each>
    <xsl:for-each select="$publisher[.]">
      <meta name="DC.publisher" content="{.}"/>
      <meta name="citation_publisher" content="{.}"/>
    </xsl:for-each>
    <xsl:for-each select="teiHeader/profileDesc/textClass/keywords//term ! tx:line(.)[.]">
      <meta name="DC.subject" content="{.}"/>
    </xsl:for-each>
    <xsl:for-each select="teiHeader/fileDesc/sourceDesc/listWit//msIdentifier">
      <meta name="DC.source" content="{string-join(((repository, institution)[1], idno[@type = 'shelfmark']) ! tx:line(.)[.], ', ')}"/>
    </xsl:for-each>
    <xsl:for-each select="$publication/availability[not(@n = 'encoding')]/* ! tx:line(.)[.]">
      <meta name="DC.rights" content="{.}"/>
    </xsl:for-each>
    <xsl:for-each select="$edition-title[.]">
      <meta name="DC.relation.isPartOf" content="{.}"/>
    </xsl:for-each>
    <xsl:for-each select="$url">
      <meta name="DC.identifier" content="{.}"/>
    </xsl:for-each>
    <!-- Highwire Press -->
    <meta name="citation_title" content="{$title}"/>
    <xsl:for-each select="$senders">
      <meta name="citation_author" content="{.}"/>
    </xsl:for-each>
    <xsl:for-each select="$day">
      <meta name="citation_date" content="{translate(., '-', '/')}"/>
    </xsl:for-each>
    <xsl:if test="$description">
      <meta name="citation_abstract" content="{$description}"/>
    </xsl:if>
    <xsl:for-each select="$url">
      <meta name="citation_public_url" content="{.}"/>
      <meta name="citation_fulltext_html_url" content="{.}"/>
    </xsl:for-each>
  </xsl:template>

  <!-- The other forms of a telegram: their addresses from the home page, their types. Names of formats are no words. -->
  <xsl:function name="tx:formats" as="element()*" xpath-default-namespace="">
    <format name="{tx:label('formats.txt')}" type="text/plain" href="txt/{$formats}.txt"/>
    <format name="JSON" type="application/json" href="json/{$formats}.json"/>
    <format name="CSL-JSON" type="application/vnd.citationstyles.csl+json" href="csl/{$formats}.json"/>
    <format name="BibTeX" type="application/x-bibtex" href="bibtex/{$formats}.bib"/>
    <format name="RIS" type="application/x-research-info-systems" href="ris/{$formats}.ris"/>
    <xsl:if test="$manifest">
      <format name="IIIF" type="application/ld+json;profile=&quot;http://iiif.io/api/presentation/3/context.json&quot;" href="{$manifest}"/>
    </xsl:if>
  </xsl:function>

  <!-- The same as links, for readers. -->
  <xsl:template name="formats" as="element()?">
    <xsl:if test="$formats">
      <p class="formats">
        <span>{tx:label('formats')}</span>
        <xsl:for-each select="tx:formats()">
          <xsl:text> </xsl:text>
          <a href="{$home}{@href}" type="{@type}" download="">{@name}</a>
        </xsl:for-each>
      </p>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
